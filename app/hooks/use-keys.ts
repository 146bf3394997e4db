import { useEffect, useEffectEvent } from 'react'

/** Single keys that do something, by `event.key`: not while somebody writes, with Ctrl, Alt or Meta, or in an open dialog or menu. */
export function useKeys(keys: Record<string, (event: KeyboardEvent) => void>) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
    if (isWriting(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return
    keys[event.key]?.(event)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

/** A checkbox takes no letters. */
function isWriting(target: EventTarget | null) {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.matches('textarea, select, input:not([type="checkbox"], [type="radio"])')
  )
}
