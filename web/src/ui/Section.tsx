import type { ReactNode } from "react";
import "./section.css";

interface Props {
  title: string;
  mark?: ReactNode;
  controls?: ReactNode;
  /** Of its heading, where it does not stand below another one. */
  level?: 2 | 3;
  children: ReactNode;
}

export function Section({ title, mark, controls, level = 3, children }: Props) {
  const Heading = `h${level}` as const;
  return (
    <section className="section" aria-label={title}>
      <header>
        <Heading>{title}</Heading>
        {mark}
        <div className="section-controls">{controls}</div>
      </header>
      {children}
    </section>
  );
}
