import { Compass } from 'lucide-react'
import type { Translate } from '../i18n/message.ts'
import { AppLink } from './app-link.tsx'
import { buttonLook } from './button-look.ts'
import { Notice } from './notice.tsx'

type NotFoundNoticeProps = {
  title: 'notFound.title' | 'notFound.run' | 'notFound.task'
  text?: 'notFound.text' | 'notFound.taskText'
  t: Translate
}

/** Without hooks, as the server draws it too. */
export function NotFoundNotice({ title, text = 'notFound.text', t }: NotFoundNoticeProps) {
  const back = (
    <AppLink href="/" className={buttonLook()}>
      {t('notFound.back')}
    </AppLink>
  )
  return (
    <div className="mx-auto max-w-dialog">
      <Notice tone="off" Icon={Compass} title={t(title)} Heading="h1" actions={back}>
        <p>{t(text)}</p>
      </Notice>
    </div>
  )
}
