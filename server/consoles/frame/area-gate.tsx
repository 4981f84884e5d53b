import { Outlet } from 'react-router'
import type { Area } from '../area.ts'
import { mayDo, useOfficer } from '../session/session.tsx'
import { NotYoursPage } from './fallback-pages.tsx'

/** An area opens for the roles that it is offered to; the server judges by itself whatever is asked inside. */
export function AreaGate({ area }: { readonly area: Area }) {
  const officer = useOfficer()
  return area.actions.some((action) => mayDo(officer, action)) ? <Outlet /> : <NotYoursPage />
}
