import { useLayoutEffect, useRef } from 'react'

/**
 * Lifts an element over the whole page while `isFull`, where it is in the document, so that its focus and its place stay.
 * What lies behind cannot be reached meanwhile. Phones have no Fullscreen API for elements.
 */
export function useFullScreen<Part extends HTMLElement>(isFull: boolean) {
  const part = useRef<Part>(null)
  useLayoutEffect(() => {
    const element = part.current
    if (!isFull || !element) return
    const focused = document.activeElement
    element.popover = 'manual'
    element.showPopover?.()
    if (focused instanceof HTMLElement && element.contains(focused)) focused.focus()
    const behind = siblingsOfAll(element).filter((other) => !other.inert)
    for (const other of behind) other.inert = true
    return () => {
      for (const other of behind) other.inert = false
      const last = document.activeElement
      element.hidePopover?.()
      element.popover = null
      if (last instanceof HTMLElement && element.contains(last)) last.focus()
    }
  }, [isFull])
  return part
}

/** Those of the element, of its parent, and so on up to the body. */
function siblingsOfAll(element: HTMLElement): HTMLElement[] {
  const parent = element.parentElement
  if (!parent || element === document.body) return []
  const siblings = [...parent.children].filter((child) => child instanceof HTMLElement && child !== element)
  return [...(siblings as HTMLElement[]), ...siblingsOfAll(parent)]
}
