import { useEffect, useState } from "react";
import "./waiting.css";

/** True once something has taken longer than 200 ms; before that a page should show nothing new. */
export function useSlow(delay = 200): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), delay);
    return () => clearTimeout(timer);
  }, [delay]);
  return slow;
}

interface Props {
  /** What is being read, for those who do not see the lines. */
  label: string;
  /** Widths of the lines in percent: the shape of what comes. */
  lines?: readonly number[];
}

const PARAGRAPH = [42, 96, 88, 92, 61, 0, 38, 90, 74] as const;

export function Waiting({ label, lines = PARAGRAPH }: Props) {
  const slow = useSlow();
  return (
    <div className="waiting" role="status" aria-label={label}>
      {slow && lines.map((width, at) => <i key={at} style={{ width: `${width}%` }} />)}
    </div>
  );
}
