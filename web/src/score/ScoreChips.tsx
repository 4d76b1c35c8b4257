import { useId, useRef, useState } from "react";
import type { Score } from "../api/types";
import { formatScore } from "../lib/format";
import { TimeText } from "../ui/TimeText";
import { useDismiss } from "../ui/useDismiss";
import { verdict } from "./scores";
import "./score.css";

/** More than these wait behind a button: a trace may have been judged a hundred times. */
const FIRST = 8;

/** Of a card, in pixels: about 60 characters, and what is kept free beside it. */
const WIDEST = 420;
const MARGIN = 12;

interface Props {
  scores: readonly Score[];
  label: string;
  /** On the trace: a score that names a span names one that is not here. */
  ofTrace?: boolean;
}

/** Judgements at a glance; why, by whom and when opens on hover, on focus and on a tap. */
export function ScoreChips({ scores, label, ofTrace = false }: Props) {
  const [all, setAll] = useState(false);
  if (scores.length === 0) return null;
  const shown = all ? scores : scores.slice(0, FIRST);
  return (
    <ul className="scores" aria-label={label}>
      {shown.map((score) => (
        <li key={score.id}>
          <ScoreChip score={score} missing={ofTrace ? score.spanId : null} />
        </li>
      ))}
      {shown.length < scores.length && (
        <li>
          <button type="button" className="text-button number" onClick={() => setAll(true)}>
            and {scores.length - shown.length} more
          </button>
        </li>
      )}
    </ul>
  );
}

/** The card hangs on that side of the chip which leaves it more room, in pixels. */
interface Place {
  side: "left" | "right";
  room: number;
}

function ScoreChip({ score, missing }: { score: Score; missing: string | null }) {
  const [place, setPlace] = useState<Place | null>(null);
  const box = useRef<HTMLSpanElement>(null);
  const card = useId();
  const close = () => setPlace(null);
  useDismiss(box, place !== null, close);
  const open = () => {
    const { left = 0, right = 0 } = box.current?.getBoundingClientRect() ?? {};
    const toRight = innerWidth - left;
    setPlace(toRight >= right ? { side: "left", room: toRight } : { side: "right", room: right });
  };
  return (
    <span
      className="score"
      ref={box}
      onPointerEnter={open}
      onPointerLeave={() => {
        if (!box.current?.contains(document.activeElement)) close();
      }}
      onFocus={open}
      onBlur={(event) => {
        if (!box.current?.contains(event.relatedTarget)) close();
      }}
    >
      <button
        type="button"
        className="score-chip"
        data-comment={score.comment !== null || undefined}
        data-missing={missing !== null || undefined}
        aria-expanded={place !== null}
        aria-describedby={place === null ? undefined : card}
        onClick={open}
      >
        <span className="score-name">{score.name}</span>
        <span className="score-verdict number">{verdict(score)}</span>
        {score.text !== null && score.text !== "" && score.value !== null && (
          <span className="muted number">{formatScore(score.value)}</span>
        )}
      </button>
      {place !== null && <ScoreCard id={card} score={score} missing={missing} place={place} />}
    </span>
  );
}

const BY: Record<string, string> = { api: "a program", eval: "an evaluator", annotation: "a person" };

function ScoreCard({
  id,
  score,
  missing,
  place,
}: {
  id: string;
  score: Score;
  missing: string | null;
  place: Place;
}) {
  const { value, comment, provenance } = score;
  const rounded = value !== null && Number(value.toPrecision(3)) !== value;
  return (
    // A long comment scrolls, so the keyboard must get there.
    <span
      id={id}
      className="score-card"
      role="note"
      tabIndex={0}
      style={{ [place.side]: 0, maxWidth: Math.min(WIDEST, place.room - MARGIN) }}
    >
      {comment === null ? (
        <span className="muted">No comment was given.</span>
      ) : (
        <span className="score-comment">{comment}</span>
      )}
      {rounded && <span className="score-line number">Exactly {value}.</span>}
      {missing !== null && (
        <span className="score-line">
          It judges the span <code>{missing}</code>, which has not arrived.
        </span>
      )}
      <span className="score-line muted">
        By {BY[score.source] ?? score.source}, <TimeText nanos={score.timeUnixNano} />
        {provenance !== null && (
          <>
            . Read from <code>{provenance.source}</code> as {provenance.dialect}
            {provenance.version !== null && ` (mapping version ${provenance.version})`}
          </>
        )}
        .
      </span>
    </span>
  );
}
