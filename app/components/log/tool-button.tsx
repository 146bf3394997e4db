import type { LucideIcon } from 'lucide-react'
import { Button } from '../button.tsx'

/** On a narrow phone they give way a little, so that all of them stand in one row. */
export const toolShape = 'px-2! pointer-coarse:min-w-0! pointer-coarse:basis-11'

type ToolButtonProps = {
  label: string
  icon: LucideIcon
  press: () => void
  /** The key that does the same. */
  keys?: string
  pressed?: boolean
  busy?: boolean
}

/** A button of an icon alone; its name is a tooltip. */
export function ToolButton({ label, icon: Icon, press, keys, pressed, busy }: ToolButtonProps) {
  return (
    <Button
      look="quiet"
      size="small"
      className={toolShape}
      busy={busy}
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={keys}
      title={keys ? `${label} (${keys})` : label}
      onClick={press}
    >
      <Icon aria-hidden className="size-4" />
    </Button>
  )
}
