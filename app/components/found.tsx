import { useState } from 'react'
import { useSettled } from '../hooks/use-settled.ts'

type FoundProps = {
  /** What is searched for. */
  query: string
  /** What came of it; null until that is known. */
  words: string | null
}

/** Nobody wants to hear what each letter has found. */
const pause = 600

/** Tells screen readers what a search has found, once for each: not the first one, nor what changes by itself later. */
export function Found({ query, words }: FoundProps) {
  const [told, setTold] = useState({ query, words: '' })
  const settled = useSettled(query, pause)
  if (settled === query && told.query !== query && words !== null) setTold({ query, words })
  return (
    <p role="status" className="sr-only">
      {told.query === query && told.words}
    </p>
  )
}
