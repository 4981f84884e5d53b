import { Navigate } from 'react-router'
import { useMay } from '../session/session.tsx'

/** Opens what the officer is there for: pages, or who scans for whom. */
export function ScansIndex() {
  const may = useMay()
  return <Navigate to={may('form.scan') ? '/scans/waiting' : '/scans/offices'} replace />
}
