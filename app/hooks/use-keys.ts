import { useEffect, useEffectEvent, useRef } from 'react'

/** Where `'off'`, single keys do nothing: people who speak to their computer press them by chance (WCAG 2.1.4). */
export const keysSetting = 'runboard.keys'

/** What keys do on a page, by `KeyboardEvent.key`: `f`, `N` (with Shift), `/`, `Escape`, and `g t` for two in turn. */
export type Keys = Record<string, (event: KeyboardEvent) => void>

/** The first key of two waits so long for the second, in milliseconds; what that does alone, it does not do then. */
const first = 'g'
const patience = 1000

/**
 * Listens to these keys while the component is on the page: not while the reader types, nor with Ctrl, Alt or Meta, nor
 * under an open dialog.
 */
export function useKeys(keys: Keys) {
  const before = useRef({ key: '', at: 0 })
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (isForSomethingElse(event)) return
    const isSecond = before.current.key === first && event.timeStamp - before.current.at < patience
    before.current = { key: isSecond ? '' : event.key, at: event.timeStamp }
    const name = isSecond ? `${first} ${event.key}` : event.key
    if (!Object.hasOwn(keys, name)) return
    event.preventDefault()
    keys[name]?.(event)
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

/** A tick takes no letters. */
const takesKeys =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]:not([contenteditable="false"]), [role="menu"], [role="listbox"]'

/** A browser that keeps nothing throws. */
function areOff() {
  try {
    return localStorage.getItem(keysSetting) === 'off'
  } catch {
    return false
  }
}
