import type { ComponentProps, MouseEvent } from 'react'
import { buttonLook, type Look, type Size } from './button-look.ts'

type ButtonProps = ComponentProps<'button'> & { look?: Look; size?: Size; busy?: boolean }

/** While busy it keeps its place and its focus, and swallows presses. */
export function Button({ look, size, busy = false, className = '', onClick, ...rest }: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      type="button"
      {...rest}
      onClick={press}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest['aria-disabled'] || undefined}
      className={`${buttonLook({ look, size })} ${className}`}
    />
  )
}
