import { formatCount } from "../lib/format";
import { TextView } from "./TextView";

/** What the model thought on the way. Folded: it is long, and rarely what one came for. */
export function Reasoning({ text }: { text: string }) {
  if (text.trim() === "") return <p className="muted">Reasoning that the provider keeps to itself.</p>;
  return (
    <details className="reasoning">
      <summary>
        Reasoning <span className="muted">{formatCount(text.length)} characters</span>
      </summary>
      <TextView text={text} clamp={60} />
    </details>
  );
}
