import { type RefObject, useEffect } from 'react'

/**
 * When what has the focus leaves `frame`, because pressing it changed what can be done, the last control in `heirs` gets
 * the focus: otherwise whoever uses the keyboard begins again at the top of the page.
 */
export function useFocusHeir(frame: RefObject<HTMLElement | null>, heirs: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const area = frame.current
    if (!area) return
    let focused: Element | null = null
    const stop = new AbortController()
    const come = ({ target }: FocusEvent) => {
      focused = target as Element
    }
    // Who goes elsewhere leaves it standing; what was taken away is not connected any more.
    const go = ({ target }: FocusEvent) =>
      requestAnimationFrame(() => {
        if (focused === target && focused?.isConnected) focused = null
      })
    area.addEventListener('focusin', come, { signal: stop.signal })
    area.addEventListener('focusout', go, { signal: stop.signal })
    const observer = new MutationObserver(() => {
      if (!focused || focused.isConnected) return
      focused = null
      if (document.activeElement !== document.body) return
      const controls = heirs.current?.querySelectorAll<HTMLElement>('button, a[href]') ?? []
      ;[...controls].at(-1)?.focus()
    })
    observer.observe(area, { childList: true, subtree: true })
    return () => {
      stop.abort()
      observer.disconnect()
    }
  }, [frame, heirs])
}
