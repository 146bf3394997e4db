import { useEffect, useRef, useState } from 'react'

/** Tells screen readers what changed, and nothing else: `texts` by what they are about. The first ones are silent. */
export function Announcer({ texts }: { texts: Record<string, string> }) {
  const known = useRef<Record<string, string> | null>(null)
  const [said, setSaid] = useState('')
  useEffect(() => {
    const before = known.current
    known.current = texts
    if (!before) return
    const news = Object.keys(texts).filter((about) => about in before && before[about] !== texts[about])
    if (news.length > 0) setSaid(news.map((about) => texts[about]).join('. '))
  }, [texts])
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}
