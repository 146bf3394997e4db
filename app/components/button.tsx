import Link from 'next/link'
import type { ComponentProps, MouseEvent } from 'react'

type Look = 'primary' | 'secondary' | 'quiet' | 'danger'

const shape =
  'touchable inline-flex h-control select-none items-center justify-center gap-2 whitespace-nowrap rounded-control border px-3.5 font-medium text-body transition-colors duration-150 aria-disabled:cursor-default aria-disabled:opacity-70'

const looks = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border-edge/50 bg-surface text-ink hover:border-edge hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-muted hover:bg-off-soft hover:text-ink',
  danger: 'border-bad-mark/50 bg-surface text-bad hover:border-bad-mark hover:bg-bad-soft',
} satisfies Record<Look, string>

type ButtonProps = ComponentProps<'button'> & { look?: Look; busy?: boolean }

/** While busy it keeps its place and its focus, and swallows presses. */
export function Button({ look = 'secondary', busy = false, className = '', onClick, ...rest }: ButtonProps) {
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
      aria-disabled={busy || undefined}
      className={`${shape} ${looks[look]} ${className}`}
    />
  )
}

/** A link that looks like a button. */
export function ButtonLink({ look = 'secondary', className = '', ...rest }: ComponentProps<typeof Link> & { look?: Look }) {
  return <Link {...rest} className={`${shape} ${looks[look]} ${className}`} />
}
