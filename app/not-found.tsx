import { NotFoundNotice } from './components/not-found-notice.tsx'
import { translator } from './i18n/message.ts'
import { preferences } from './preferences.ts'

export default async function NotFound() {
  const { language, messages } = await preferences()
  return <NotFoundNotice title="notFound.title" t={translator(language, messages)} />
}
