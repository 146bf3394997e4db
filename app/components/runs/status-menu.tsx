import { Menu as BaseMenu } from '@base-ui/react/menu'
import { type Status, statuses } from '../../../lib/run.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { looks } from '../status.ts'
import { tones } from '../tone.ts'
import { Box, itemShape, Menu } from './menu.tsx'

type StatusMenuProps = { chosen: readonly string[]; choose: (status: Status, on: boolean) => void }

/** Any number of statuses; it stays open while they are ticked. */
export function StatusMenu({ chosen, choose }: StatusMenuProps) {
  const { t } = useLanguage()
  const named = statuses.filter((status) => chosen.includes(status))
  const words = named.length <= 2 ? named.map((status) => t(`status.${status}`)) : null
  const value = words?.join(', ') ?? t('filter.several', { n: named.length })
  return (
    <Menu label={t('filter.status')} value={named.length > 0 ? value : null}>
      {statuses.map((status) => {
        const { tone, Icon } = looks[status]
        const on = named.includes(status)
        return (
          <BaseMenu.CheckboxItem
            key={status}
            checked={on}
            onCheckedChange={(now) => choose(status, now)}
            className={itemShape}
          >
            <Box on={on} />
            <Icon aria-hidden className={`size-4 shrink-0 ${tones[tone].text}`} />
            {t(`status.${status}`)}
          </BaseMenu.CheckboxItem>
        )
      })}
    </Menu>
  )
}
