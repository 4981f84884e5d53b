import { createRoot } from 'react-dom/client'
import '../../../ui/colours.css'
import '../../../ui/notice.css'
import '../portal.css'
import './chip-check.css'
import { ChipPage } from './chip-page.tsx'

const page = document.getElementById('page')
if (page) createRoot(page).render(<ChipPage />)
