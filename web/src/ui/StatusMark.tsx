import type { ReactNode } from "react";
import "./statusMark.css";

const SHAPES: Record<string, ReactNode> = {
  completed: <path d="m2.5 6.2 2.3 2.3 4.7-5" />,
  failed: <path d="m2.8 2.8 6.4 6.4m0-6.4L2.8 9.2" strokeWidth="1.8" />,
  running: <path d="M6 1.8A4.2 4.2 0 1 1 1.8 6" />,
  pending: <circle cx="6" cy="6" r="4.2" strokeDasharray="1.5 2.4" />,
  cancelled: (
    <>
      <circle cx="6" cy="6" r="4.2" />
      <path d="m3.2 8.8 5.6-5.6" />
    </>
  ),
};

interface Props {
  status: string;
  /** Without the word only where a column of words would drown the rest; it stays readable to machines. */
  word?: boolean;
}

/** Status is a shape and a word first; only failure has a colour. */
export function StatusMark({ status, word = true }: Props) {
  return (
    <span className="status-mark" data-status={status} title={word ? undefined : status}>
      <svg
        width="12"
        height="12"
        viewBox="0 0 12 12"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {SHAPES[status] ?? SHAPES["pending"]}
      </svg>
      <span className={word ? undefined : "visually-hidden"}>{status}</span>
    </span>
  );
}
