import type { TaskList } from 'graphile-worker'
import { endSearch } from '../adjudication/end-search.ts'
import { flagOverdueCases } from '../adjudication/flag-overdue-cases.ts'
import { screenApplication } from '../adjudication/screen-application.ts'
import { searchDuplicates } from '../adjudication/search-duplicates.ts'
import { checkBiometrics, type CheckingApp } from '../biometrics/check-biometrics.ts'
import { watchQuality } from '../biometrics/quality/watch-quality.ts'
import { forgetAbisAnswers } from '../biometrics/abis/gallery-store.ts'
import { admitApplication } from '../enrollment/admit-application.ts'
import { missPastAppointments } from '../enrollment/appointments/miss-past-appointments.ts'
import { lapseReturned } from '../enrollment/lapse-returned.ts'
import { lapsePreRegistrations } from '../enrollment/pre-registration/lapse-pre-registrations.ts'
import { moveApplication } from '../enrollment/move-application.ts'
import { completeRequest } from '../enrollment/requests/complete-request.ts'
import { submitClaims } from '../enrollment/submit-claims.ts'
import { forgetPieces } from '../enrollment/packet-pieces.ts'
import type { ServerApp } from '../graphql/context.ts'
import { expireCards } from '../issuance/card-life/expire-cards.ts'
import { passOnEid } from '../issuance/eid/pass-on-eid.ts'
import { carryOutRecalls } from '../issuance/recalls/carry-out-recalls.ts'
import { raiseNotices } from '../issuance/notices/raise-notices.ts'
import { remindCitizens } from '../issuance/notices/remind-citizens.ts'
import { sendNotices } from '../issuance/notices/send-notices.ts'
import { keepPromises } from '../issuance/promises/keep-promises.ts'
import { closeSettledGrievances } from '../issuance/grievances/close-grievance.ts'
import { escalateOverdueGrievances } from '../issuance/grievances/escalate-grievance.ts'
import { endFilesByLaw } from '../issuance/end-files-by-law.ts'
import { giveUpUncollected } from '../issuance/uncollected/give-up-uncollected.ts'
import type { Jobs } from '../kernel/jobs.ts'
import { recoverStages, runStage, type Stage } from '../kernel/stages.ts'
import { keepCardPki } from '../pki/card/keep-card-pki.ts'
import { forgetAssertions } from '../pki/sign-in-machine.ts'
import { forgetSignIns } from '../portal/sign-in/forget-sign-ins.ts'
import { sendSignInCode } from '../portal/sign-in/send-code.ts'
import { foldFloorTally } from '../production/board/fold-floor-tally.ts'
import { recountFloor } from '../production/board/recount-floor.ts'
import { publishForecast } from '../production/capacity/publish-forecast.ts'
import { planPrintJob } from '../production/plan-print-job.ts'
import { watchStations } from '../production/stations/watch-stations.ts'
import { carryUnits } from '../registry/units/carry-units.ts'
import { recoverPrintJobs } from '../production/recover-print-jobs.ts'
import { runImport } from '../registry/imports/run-import.ts'
import { loadUnitForms } from '../registry/forms/load-forms.ts'
import { alertOverdue } from '../registry/progress/alert-overdue.ts'
import { foldFormTally } from '../registry/progress/fold-form-tally.ts'
import { takeSnapshot } from '../registry/progress/take-snapshot.ts'
import { remindInquiries } from '../registry/reconciliation/inquiries/remind-inquiries.ts'
import { reportFormArrears } from '../registry/scanning-office/form-deadlines.ts'
import { forgetUploads } from '../registry/scans/forget-uploads.ts'
import { readFormPage } from '../registry/scans/read-form-page.ts'
import { recoverFormScans } from '../registry/scans/recover-form-scans.ts'

/** The pipeline: each stage is data and one operation. Routes between them are written by the operations themselves. */
export function stagesOf(app: ServerApp): readonly Stage[] {
  const checking: CheckingApp = {
    ...app,
    draw: Math.random,
    returnToDesk: (tx, file, why) => moveApplication(tx, app, file, { event: 'returnToDesk', ...why }),
  }
  return [
    {
      name: 'admit-application',
      timeoutMs: 60_000,
      maxAttempts: 8,
      run: (run) => admitApplication(app, run),
    },
    {
      name: 'check-biometrics',
      timeoutMs: 60_000,
      maxAttempts: 8,
      run: (run) => checkBiometrics(checking, run),
    },
    {
      name: 'search-duplicates',
      timeoutMs: 30_000,
      maxAttempts: 8,
      run: (run) => searchDuplicates(app, run),
    },
    {
      name: 'screen-application',
      timeoutMs: 30_000,
      maxAttempts: 8,
      run: (run) => screenApplication(app, run),
    },
    { name: 'plan-print-job', timeoutMs: 30_000, maxAttempts: 8, run: (run) => planPrintJob(app, run) },
    {
      name: 'complete-request',
      timeoutMs: 30_000,
      maxAttempts: 8,
      run: (run) => completeRequest(app, run),
    },
  ]
}

/** What the queue may wake, by name. */
export function tasksOf(app: ServerApp): TaskList {
  const stages = stagesOf(app)
  return {
    'run-stage': async (payload) => {
      const { stage: name, applicationId } = payload as Jobs['run-stage']
      const stage = stages.find((known) => known.name === name)
      if (!stage) throw new Error(`no stage ${name}`)
      await runStage(app, stage, applicationId)
    },
    'recover-stages': async () => void (await recoverStages(app, stages)),
    'recover-print-jobs': async () => void (await recoverPrintJobs(app)),
    'fold-floor-tally': async () => void (await foldFloorTally(app)),
    'recount-floor': async () => void (await recountFloor(app)),
    'publish-forecast': async () => void (await publishForecast(app)),
    'keep-promises': async () => void (await keepPromises(app)),
    'tell-citizens': async () => {
      await raiseNotices(app)
      await sendNotices(app)
    },
    'remind-citizens': async () => void (await remindCitizens(app)),
    'watch-stations': async () => void (await watchStations(app)),
    'forget-assertions': () => forgetAssertions(app),
    'forget-abis-answers': async () => void (await forgetAbisAnswers(app)),
    'fold-form-tally': async () => void (await foldFormTally(app)),
    'snapshot-progress': async () => void (await takeSnapshot(app)),
    'alert-overdue': async () => void (await alertOverdue(app)),
    'load-unit-forms': (payload) => loadUnitForms(app, payload as Jobs['load-unit-forms']),
    'remind-inquiries': async () => void (await remindInquiries(app)),
    'carry-units': (payload) => carryUnits(app, payload as Jobs['carry-units']),
    'end-files-by-law': (payload) => endFilesByLaw(app, payload as Jobs['end-files-by-law']),
    'run-import': (payload) => runImport(app, payload as Jobs['run-import']),
    'read-form-page': (payload) => readFormPage(app, payload as Jobs['read-form-page']),
    'recover-form-scans': async () => void (await recoverFormScans(app)),
    'report-form-arrears': async () => void (await reportFormArrears(app)),
    'forget-uploads': async () => void (await Promise.all([forgetUploads(app), forgetPieces(app)])),
    'flag-overdue-cases': async () => void (await flagOverdueCases(app)),
    'watch-quality': async () => void (await watchQuality(app)),
    'miss-appointments': async () => void (await missPastAppointments(app)),
    'lapse-returned': async () => void (await lapseReturned(app)),
    'give-up-uncollected': async () => void (await giveUpUncollected(app)),
    'expire-cards': async () => void (await expireCards(app)),
    'pass-on-eid': async () => void (await passOnEid(app)),
    'submit-claims': (payload) => submitClaims(app, payload as Jobs['submit-claims']),
    'keep-card-pki': () => keepCardPki(app),
    'carry-out-recalls': () => carryOutRecalls(app),
    'end-search': (payload) => endSearch(app, payload as Jobs['end-search']),
    'send-sign-in-code': (payload) => sendSignInCode(app, payload as Jobs['send-sign-in-code']),
    'forget-sign-ins': () => forgetSignIns(app),
    'lapse-pre-registrations': async () => void (await lapsePreRegistrations(app)),
    'escalate-grievances': async () =>
      void (await Promise.all([escalateOverdueGrievances(app), closeSettledGrievances(app)])),
  } satisfies Record<keyof Jobs, TaskList[string]>
}
