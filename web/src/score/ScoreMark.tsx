import type { Score } from "../api/types";
import { plural } from "../lib/format";
import { Icon } from "../ui/Icon";
import { verdict } from "./scores";
import "./score.css";

/** In a row of the tree: that the span was judged; how, on hover. */
export function ScoreMark({ scores }: { scores: readonly Score[] }) {
  const verdicts = scores.map((score) => `${score.name} ${verdict(score)}`);
  return (
    <span className="score-mark number" title={verdicts.join("\n")}>
      <Icon name="score" size={13} />
      {scores.length > 1 && <span aria-hidden="true">{scores.length}</span>}
      <span className="visually-hidden">
        {plural(scores.length, "score")}: {verdicts.join(", ")}
      </span>
    </span>
  );
}
