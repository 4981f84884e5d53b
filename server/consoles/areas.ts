import { adjudicationArea } from './adjudication/area.ts'
import { appointmentsArea } from './appointments/area.ts'
import { approvalsArea } from './approvals/area.ts'
import type { Area } from './area.ts'
import { archiveArea } from './archive/area.ts'
import { cardLifeArea } from './card-life/area.ts'
import { correctionsArea } from './corrections/area.ts'
import { devicesArea } from './devices/area.ts'
import { dispatchArea } from './dispatch/area.ts'
import { feesArea } from './fees/area.ts'
import { formsArea } from './forms/area.ts'
import { grievancesArea } from './grievances/area.ts'
import { homeArea } from './home/area.ts'
import { importsArea } from './imports/area.ts'
import { issuingArea } from './issuing/area.ts'
import { keyEntryArea } from './key-entry/area.ts'
import { productionArea } from './production/area.ts'
import { progressArea } from './progress/area.ts'
import { qualityArea } from './quality/area.ts'
import { recallsArea } from './recalls/area.ts'
import { reconciliationArea } from './reconciliation/area.ts'
import { residenceArea } from './residence/area.ts'
import { residentsArea } from './residents/area.ts'
import { reviewsArea } from './reviews/area.ts'
import { scansArea } from './scans/area.ts'
import { sharingArea } from './sharing/area.ts'
import { stockArea } from './stock/area.ts'

/** Every area, in the order of the navigation; Alt+1 … Alt+9 are the first nine that an officer sees. */
export const areas: readonly Area[] = [
  homeArea,
  residentsArea,
  appointmentsArea,
  approvalsArea,
  formsArea,
  keyEntryArea,
  correctionsArea,
  reconciliationArea,
  adjudicationArea,
  residenceArea,
  reviewsArea,
  progressArea,
  qualityArea,
  productionArea,
  stockArea,
  dispatchArea,
  issuingArea,
  feesArea,
  grievancesArea,
  devicesArea,
  recallsArea,
  cardLifeArea,
  scansArea,
  archiveArea,
  importsArea,
  sharingArea,
]
