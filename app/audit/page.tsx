import { AuditPage } from '../components/audit/audit-page.tsx'
import { titled } from '../preferences.ts'

export const generateMetadata = () => titled('nav.audit')

export default function Page() {
  return <AuditPage />
}
