import { useEffect, useRef } from 'react'

/** Where `'off'`, single keys do nothing: people who speak to their computer press them by chance (WCAG 2.1.4). */
export const keysSetting = 'runboard.keys'

type Keys = Record<string, (event: KeyboardEvent) => void>

/** The first key of two waits so long for the second, in milliseconds; what that does alone, it does not do then. */
const first = 'g'
const sequence = 1000

/**
 * What keys do on this page: `w` for one key, `g t` for two in turn. Not while something is being typed or a dialog is
 * open, and not together with Ctrl, Alt or ⌘.
 */
export function useKeys(keys: Keys) {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    let before = { key: '', at: 0 }
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isForSomethingElse(event) || areOff()) return
      const isSecond = before.key === first && event.timeStamp - before.at < sequence
      const name = isSecond ? `${first} ${event.key}` : event.key
      before = { key: isSecond ? '' : event.key, at: event.timeStamp }
      const act = latest.current[name]
      if (!act) return
      event.preventDefault()
      act(event)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

const typing = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=textbox]'

function isForSomethingElse({ target, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent) {
  const isTyped = target instanceof Element && target.closest(typing) !== null
  const isCovered = document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null
  return ctrlKey || metaKey || altKey || isComposing || isTyped || isCovered
}

function areOff() {
  try {
    return localStorage.getItem(keysSetting) === 'off'
  } catch {
    return false
  }
}
