import type { MouseEvent } from 'react'

type PickBoxProps = { label: string; state: 'none' | 'some' | 'all'; press: (range: boolean) => void }

/** A checkbox with room for a finger; Shift makes a range of it. */
export function PickBox({ label, state, press }: PickBoxProps) {
  const click = (event: MouseEvent<HTMLInputElement>) => press(event.shiftKey)
  return (
    <label className="touchable relative z-1 inline-flex size-9 items-center justify-center">
      <input
        ref={(box) => {
          if (box) box.indeterminate = state === 'some'
        }}
        type="checkbox"
        aria-label={label}
        checked={state === 'all'}
        onClick={click}
        onChange={() => {}}
        className="size-4.5 accent-accent"
      />
    </label>
  )
}
