import { useEffect, useState } from 'react'

/** The line that the address names: 120 for `#L120`, null for none. */
export function useHashLine() {
  const [line, setLine] = useState<number | null>(null)
  useEffect(() => {
    const look = () => setLine(Number(/^#L(\d{1,15})$/.exec(location.hash)?.[1]) || null)
    look()
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [])
  return line
}
