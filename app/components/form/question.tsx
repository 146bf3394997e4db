import { TriangleAlert } from 'lucide-react'

/** What a task wants to have considered before each run. */
export function Question({ text }: { text: string }) {
  return (
    <p className="foreign flex gap-3 rounded-control bg-wait-soft px-4 py-3 text-ink">
      <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-wait" />
      {text}
    </p>
  )
}
