import { useState } from 'react'

/** A choice of the reader that this browser remembers; the first of `choices` until they make one. */
export function useKeptChoice<Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]) {
  const [choice, setChoice] = useState(() => choices.find((each) => each === kept(name)) ?? choices[0])
  const choose = (next: Choice) => {
    setChoice(next)
    keep(name, next)
  }
  return [choice, choose] as const
}

function kept(name: string) {
  try {
    return localStorage.getItem(`runboard.${name}`)
  } catch {
    return null
  }
}

/** A browser that keeps nothing throws: then the choice lasts as long as the page. */
function keep(name: string, value: string) {
  try {
    localStorage.setItem(`runboard.${name}`, value)
  } catch {}
}
