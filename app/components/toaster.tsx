'use client'
import { CircleAlert, X } from 'lucide-react'
import { createContext, type ReactNode, use, useCallback, useState } from 'react'
import { useLanguage } from '../i18n/provider.tsx'
import { Button } from './button.tsx'
import { buttonLook } from './button-look.ts'
import { RunLink } from './run-link.tsx'

type Toast = {
  text: string
  /** The id of a run to look at. */
  run?: string
  action?: { label: string; press: () => void }
}

/** Says what could not be done, at the foot of the page, until it is dismissed or something newer comes. */
export function Toaster({ children }: { children: ReactNode }) {
  const { t } = useLanguage()
  const [toast, setToast] = useState<Toast | null>(null)
  const dismiss = useCallback(() => setToast(null), [])
  return (
    <ToastContext value={setToast}>
      {children}
      <section
        aria-label={t('trouble.region')}
        className="pointer-events-none fixed inset-x-0 bottom-tabs z-20 flex justify-center p-gutter sm:bottom-0"
      >
        <div role="alert">{toast && <ToastCard toast={toast} dismiss={dismiss} />}</div>
      </section>
    </ToastContext>
  )
}

export const useToast = () => use(ToastContext)

const ToastContext = createContext<(toast: Toast) => void>(() => {})

function ToastCard({ toast, dismiss }: { toast: Toast; dismiss: () => void }) {
  const { t } = useLanguage()
  return (
    <div className="pointer-events-auto flex max-w-dialog items-center gap-3 rounded-card border border-line bg-surface py-2 pr-2 pl-4 shadow-float">
      <CircleAlert aria-hidden className="size-5 shrink-0 text-bad" />
      <p className="foreign min-w-0 flex-1 py-1">{toast.text}</p>
      {toast.run && (
        <RunLink id={toast.run} className={buttonLook()} onClick={dismiss}>
          {t('run.open')}
        </RunLink>
      )}
      {toast.action && (
        <Button
          onClick={() => {
            dismiss()
            toast.action?.press()
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <Button look="quiet" size="small" aria-label={t('trouble.dismiss')} onClick={dismiss}>
        <X aria-hidden className="size-4" />
      </Button>
    </div>
  )
}
