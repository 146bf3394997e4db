import 'swagger-ui-dist/swagger-ui.css'
import './swagger-ui.css'
import { ApiDocs } from '../components/docs/api-docs.tsx'
import { titled } from '../preferences.ts'

export const generateMetadata = () => titled('nav.docs')

export default function Page() {
  return <ApiDocs />
}
