import { Navigate } from 'react-router'
import { useMay } from '../session/session.tsx'

/** Opens what the officer is there for: the agencies, or the citizen at the desk. */
export function SharingIndex() {
  const may = useMay()
  return <Navigate to={may('agency.manage') ? '/sharing/agencies' : '/sharing/citizen'} replace />
}
