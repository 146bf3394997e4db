import { Switch as BaseSwitch } from '@base-ui/react/switch'
import type { ComponentProps } from 'react'

type SwitchProps = Pick<ComponentProps<typeof BaseSwitch.Root>, 'aria-describedby' | 'aria-invalid'> & {
  id: string
  labelId: string
  on: boolean
  change: (on: boolean) => void
}

/** On or off. Its label is elsewhere, with the id `labelId`. */
export function Switch({ labelId, on, change, ...wiring }: SwitchProps) {
  return (
    <BaseSwitch.Root
      {...wiring}
      aria-labelledby={labelId}
      checked={on}
      onCheckedChange={change}
      className="inline-flex h-6 w-10.5 shrink-0 cursor-pointer items-center rounded-full border border-edge bg-sunken p-0.5 transition-colors aria-invalid:border-bad-mark data-checked:border-accent data-checked:bg-accent"
    >
      <BaseSwitch.Thumb className="size-4.5 rounded-full bg-edge transition-transform data-checked:translate-x-4.5 data-checked:bg-on-accent" />
    </BaseSwitch.Root>
  )
}
