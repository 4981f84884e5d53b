import { createRoot } from 'react-dom/client'
import '../../../ui/colours.css'
import '../../../ui/notice.css'
import './field.css'
import { LanguageProvider } from '../../../ui/language.tsx'
import { FieldApp } from './field-app.tsx'

// Its scope is this page alone: the consoles beside it are never kept on a device.
if ('serviceWorker' in navigator)
  void navigator.serviceWorker.register('/console/field-worker.js', { scope: '/console/field' })

const page = document.getElementById('page')
if (page) {
  createRoot(page).render(
    <LanguageProvider>
      <FieldApp />
    </LanguageProvider>,
  )
}
