import type { Bilingual } from '../../../core/errors.ts'
import type { grievanceLifecycle } from '../../../core/lifecycle/grievance.ts'

type GrievanceState = keyof (typeof grievanceLifecycle)['table']

const stateNames: Readonly<Record<GrievanceState, Bilingual>> = {
  OPEN: { vi: 'chờ thụ lý', en: 'to be taken' },
  ASSIGNED: { vi: 'đang giải quyết', en: 'taken' },
  ESCALATED: { vi: 'chuyển lên', en: 'passed up' },
  ANSWERED: { vi: 'đã trả lời', en: 'answered' },
  CLOSED: { vi: 'đã kết thúc', en: 'closed' },
}

export const grievanceStateName = (state: string): Bilingual =>
  Object.hasOwn(stateNames, state) ? stateNames[state as GrievanceState] : { vi: state, en: state }
