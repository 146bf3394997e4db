import './globals.css'
import { CSPProvider } from '@base-ui/react/csp-provider'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { Header } from './components/shell/header.tsx'
import { Toaster } from './components/toaster.tsx'
import { LanguageProvider } from './i18n/provider.tsx'
import { preferences } from './preferences.ts'

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export async function generateMetadata(): Promise<Metadata> {
  const { messages } = await preferences()
  const name = messages['app.name']
  return { title: { default: name, template: `%s · ${name}` }, description: messages['app.description'] }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { theme, language, messages, nonce, name } = await preferences()
  return (
    <html lang={language} data-theme={theme === 'system' ? undefined : theme}>
      <body>
        <CSPProvider nonce={nonce}>
          <LanguageProvider language={language} messages={messages}>
            <Toaster>
              <Header theme={theme} name={name} />
              <main
                id="content"
                tabIndex={-1}
                className="mx-auto max-w-page px-gutter pt-6 pb-24 outline-none sm:py-8"
              >
                {children}
              </main>
            </Toaster>
          </LanguageProvider>
        </CSPProvider>
      </body>
    </html>
  )
}
