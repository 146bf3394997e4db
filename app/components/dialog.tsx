import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useLanguage } from '../i18n/provider.tsx'
import { Button } from './button.tsx'

type DialogProps = { title: string; open: boolean; close: () => void; children: ReactNode }

/** A dialog over the page: a sheet at the foot on phones, a card in the middle elsewhere. */
export function Dialog({ title, open, close, children }: DialogProps) {
  const { t } = useLanguage()
  const popup = useRef<HTMLDivElement>(null)
  return (
    <BaseDialog.Root open={open} onOpenChange={(isOpen) => !isOpen && close()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-30 bg-scrim/50 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <BaseDialog.Popup
          ref={popup}
          initialFocus={() => firstIn(popup.current)}
          className="fixed inset-x-0 bottom-0 z-30 flex max-h-[92dvh] flex-col overflow-hidden rounded-t-card bg-surface shadow-float transition duration-150 data-ending-style:translate-y-3 data-starting-style:translate-y-3 data-ending-style:opacity-0 data-starting-style:opacity-0 sm:inset-x-auto sm:top-[12dvh] sm:bottom-auto sm:left-1/2 sm:max-h-[76dvh] sm:w-full sm:max-w-dialog sm:-translate-x-1/2 sm:rounded-card sm:border sm:border-line"
        >
          <header className="flex items-center justify-between gap-3 border-line border-b py-3 pr-3 pl-card">
            <BaseDialog.Title className="foreign min-w-0 font-semibold text-heading">
              {title}
            </BaseDialog.Title>
            <BaseDialog.Close aria-label={t('form.close')} render={<Button look="quiet" size="small" />}>
              <X aria-hidden className="size-4.5" />
            </BaseDialog.Close>
          </header>
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}

/** What is filled in first, or else the first answer to a question; it is the one that changes nothing. */
const firstIn = (popup: HTMLElement | null) =>
  popup?.querySelector<HTMLElement>(field) ?? popup?.querySelector<HTMLElement>('footer button') ?? true

const field = ':is(input, select, textarea):not([aria-hidden]), [role=switch]'
