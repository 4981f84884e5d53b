import { hydrateRoot } from 'react-dom/client'
import '../../ui/colours.css'
import '../../ui/notice.css'
import '../../ui/step-line.css'
import './portal.css'
import { StatusPage } from './status-page.tsx'

const page = document.getElementById('page')
if (page) hydrateRoot(page, <StatusPage />)
