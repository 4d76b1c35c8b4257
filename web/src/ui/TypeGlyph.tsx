import type { ReactNode } from "react";
import "./typeGlyph.css";

/** One shape per span type, told apart without colour. */
const SHAPES: Record<string, ReactNode> = {
  // Speech.
  generation: <path d="M2 2.5h10v7H6.5L4 11.8V9.5H2Z" />,
  // Someone who decides where to go: a compass.
  agent: (
    <>
      <circle cx="7" cy="7" r="5" />
      <path d="m9.2 4.8-1.4 3-3 1.4 1.4-3Z" fill="currentColor" strokeWidth="0.8" />
    </>
  ),
  // A spanner.
  tool: (
    <path d="M12 4a3 3 0 0 1-4 3.2L4 11.5a1.1 1.1 0 0 1-1.6-1.6L6.8 6A3 3 0 0 1 10 2L8.6 3.5l.4 1.5 1.5.4Z" />
  ),
  retriever: (
    <>
      <circle cx="6" cy="6" r="3.6" />
      <path d="m8.7 8.7 3.3 3.3M4.5 6h3" />
    </>
  ),
  // A vector.
  embedding: (
    <>
      <path d="M4.5 2H2.5v10h2M9.5 2h2v10h-2" />
      <path d="M7 4.3v.1M7 7v.1M7 9.7v.1" strokeWidth="1.8" />
    </>
  ),
  reranker: <path d="M2 3h3M2 7h5M2 11h7M11.5 11V3M9.7 4.8 11.5 3l1.5 1.8" />,
  chain: (
    <>
      <rect x="1.5" y="4.5" width="6" height="5" rx="2.5" />
      <rect x="6.5" y="4.5" width="6" height="5" rx="2.5" />
    </>
  ),
  guardrail: <path d="m7 1.8 4.7 1.7v3.3c0 2.8-2 4.6-4.7 5.6-2.7-1-4.7-2.8-4.7-5.6V3.5Z" />,
  evaluator: (
    <>
      <rect x="2" y="2" width="10" height="10" rx="1" />
      <path d="m4.5 7 1.8 1.8 3.4-3.6" />
    </>
  ),
  event: <path d="M7.8 1.5 3 8h3.3L6 12.5 11 6H7.5Z" />,
  span: <path d="M2 5v4M12 5v4M2 7h10" />,
};

export function TypeGlyph({ type, label = true }: { type: string; label?: boolean }) {
  return (
    <svg
      className="type-glyph"
      data-type={type}
      width="14"
      height="14"
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinecap="round"
      strokeLinejoin="round"
      {...(label ? { role: "img", "aria-label": type } : { "aria-hidden": true })}
    >
      {label && <title>{type}</title>}
      {SHAPES[type] ?? SHAPES["span"]}
    </svg>
  );
}
