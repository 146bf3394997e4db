import type { LucideIcon } from 'lucide-react'

type PickerProps<T extends string> = {
  label: string
  Icon: LucideIcon
  value: T
  options: readonly { value: T; label: string }[]
  choose: (value: T) => void
}

/** A choice behind an icon. The browser's own menu opens over it: it works everywhere, and with every keyboard. */
export function Picker<T extends string>({ label, Icon, value, options, choose }: PickerProps<T>) {
  const chosen = options.find((option) => option.value === value)
  return (
    <label
      title={label}
      className="touchable relative inline-flex h-control items-center justify-center gap-2 rounded-control px-2.5 text-caption text-muted transition-colors focus-within:outline-2 focus-within:outline-focus hover:bg-off-soft hover:text-ink"
    >
      <Icon aria-hidden className="size-4.5 shrink-0" />
      <span aria-hidden className="hidden sm:inline">
        {chosen?.label}
      </span>
      <select
        aria-label={label}
        value={value}
        onChange={(event) => choose(event.target.value as T)}
        className="absolute inset-0 cursor-pointer bg-surface text-body text-ink opacity-0"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}
