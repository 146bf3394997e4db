import { useSyncExternalStore } from 'react'

/** Whether lists tell times of day instead of "5 min ago": kept in this browser, and the same in all its windows. */
export function useExactTimes(): [exact: boolean, choose: (exact: boolean) => void] {
  return [useSyncExternalStore(subscribe, read, () => false), choose]
}

const key = 'runboard exact times'
const chosen = new EventTarget()

function subscribe(changed: () => void) {
  chosen.addEventListener('change', changed)
  window.addEventListener('storage', changed)
  return () => {
    chosen.removeEventListener('change', changed)
    window.removeEventListener('storage', changed)
  }
}

/** Where storage is forbidden, the choice lasts as long as the page. */
let unstored: boolean | null = null

function read() {
  try {
    return unstored ?? localStorage.getItem(key) === 'yes'
  } catch {
    return false
  }
}

function choose(exact: boolean) {
  try {
    localStorage.setItem(key, exact ? 'yes' : 'no')
  } catch {
    unstored = exact
  }
  chosen.dispatchEvent(new Event('change'))
}
