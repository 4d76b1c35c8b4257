import type { ReactNode } from "react";
import "./fact.css";

interface Props {
  label: string;
  /** Beside the label: where the value comes from. */
  mark?: ReactNode;
  title?: string | undefined;
  children: ReactNode;
}

/** A value with its name above it; stands in a `<dl className="facts">`. */
export function Fact({ label, mark, title, children }: Props) {
  return (
    <div className="fact" title={title}>
      <dt>
        {label}
        {mark}
      </dt>
      <dd className="number">{children}</dd>
    </div>
  );
}
