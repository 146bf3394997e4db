import { useSyncExternalStore } from 'react'

/** Whether a media query fits, such as `(min-width: 64rem)`; not on the server. */
export function useMedia(query: string) {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => window.matchMedia(query).matches,
    () => false,
  )
}
