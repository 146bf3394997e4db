export type Look = 'primary' | 'secondary' | 'quiet' | 'danger' | 'chosen'
export type Size = 'normal' | 'small'

/** The class names of a button, for links that look like one too. */
export function buttonLook({ look = 'secondary', size = 'normal' }: { look?: Look; size?: Size } = {}) {
  return `${shape} ${sizes[size]} ${looks[look]}`
}

const shape =
  'touchable inline-flex select-none items-center justify-center whitespace-nowrap rounded-control border font-medium transition-colors duration-150 aria-disabled:cursor-default aria-disabled:opacity-70'

const sizes = {
  normal: 'h-control gap-2 px-3.5 text-body',
  small: 'h-8 gap-1.5 px-2.5 text-caption',
} satisfies Record<Size, string>

const looks = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border-edge/50 bg-surface text-ink hover:border-edge hover:bg-sunken',
  quiet:
    'border-transparent text-muted hover:bg-off-soft hover:text-ink aria-pressed:bg-run-soft aria-pressed:text-run',
  chosen: 'border-run-mark/50 bg-run-soft text-run hover:border-run-mark',
  danger: 'border-bad-mark/50 bg-surface text-bad hover:border-bad-mark hover:bg-bad-soft',
} satisfies Record<Look, string>
