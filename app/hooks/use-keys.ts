import { useEffect, useEffectEvent } from 'react'

/** What keys do on a page, by `KeyboardEvent.key`: `f`, `N` (with Shift), `/`, `Escape`. */
export type Keys = Record<string, () => void>

/**
 * Listens to these keys while the component is on the page: not while the reader types, nor with Ctrl, Alt or Meta, nor
 * under an open dialog. Those that type a character can be switched off: `localStorage['runboard.keys'] = 'off'`.
 */
export function useKeys(keys: Keys) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined
    if (!act || isForSomethingElse(event)) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

function isForSomethingElse(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
    return true
  if (event.key.length === 1 && areOff()) return true
  const isTyped = event.target instanceof Element && event.target.closest(takesKeys) !== null
  return isTyped || document.querySelector('[role="dialog"], [role="alertdialog"]') !== null
}

const takesKeys =
  'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="menu"], [role="listbox"]'

/** A browser that keeps nothing throws. */
function areOff() {
  try {
    return localStorage.getItem('runboard.keys') === 'off'
  } catch {
    return false
  }
}
