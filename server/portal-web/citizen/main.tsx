import { createRoot } from 'react-dom/client'
import '../../../ui/colours.css'
import '../../../ui/notice.css'
import '../../../ui/step-line.css'
import '../portal.css'
import './citizen.css'
import { CitizenPage } from './citizen-page.tsx'

const page = document.getElementById('page')
if (page) createRoot(page).render(<CitizenPage />)
