import type { ReactNode } from 'react'

export const cardShape = 'rounded-card border border-line bg-surface shadow-card'

/** A titled part of a page. `aside` stands at the end of the title's line. */
export function Card(props: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={props.title} className={`${cardShape} min-w-0 p-card`}>
      <header className="mb-3 flex min-h-8 items-center justify-between gap-3">
        <h2 className="font-semibold text-heading">{props.title}</h2>
        {props.aside}
      </header>
      {props.children}
    </section>
  )
}
