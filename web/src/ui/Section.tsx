import type { ReactNode } from "react";
import "./section.css";

interface Props {
  title: string;
  mark?: ReactNode;
  controls?: ReactNode;
  children: ReactNode;
}

export function Section({ title, mark, controls, children }: Props) {
  return (
    <section className="section" aria-label={title}>
      <header>
        <h3>{title}</h3>
        {mark}
        <div className="section-controls">{controls}</div>
      </header>
      {children}
    </section>
  );
}
