import { systemActor } from '../kernel/actor.ts'
import { type CertificateStatus, readPkiStatus } from '../pki/card/read-pki-status.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** Keys, certificates and lists of the card PKI, and what is at its end. Nothing of it is secret. False where something is critical. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  if (words.length > 0) throw new WrongUsage()
  const status = await withApp((app) => readPkiStatus(app, systemActor))
  const { certificates, revocationList, masterList, recalls, alarms } = status
  return {
    done: alarms.every(({ severity }) => severity !== 'CRITICAL'),
    facts: { ...status },
    lines: [
      ...certificates.map(lineOf),
      revocationList
        ? `CRL số ${revocationList.number}: ${revocationList.ageDays} ngày tuổi, hết hạn ${day(revocationList.nextUpdate)}`
        : 'CRL: chưa công bố',
      masterList
        ? `Danh sách CSCA số ${masterList.number}, ký ${day(masterList.signedAt)}`
        : 'Danh sách CSCA: chưa có',
      ...recalls.map(
        ({ signerSerial, toRemake, toTell }) =>
          `Thu hồi thẻ do ${signerSerial} ký: còn ${toRemake} thẻ phải làm lại, ${toTell} chủ thẻ phải báo`,
      ),
      ...alarms.map(
        ({ severity, text, subject }) => `${severity === 'CRITICAL' ? '!!' : '! '} ${text.vi} (${subject})`,
      ),
    ],
  }
}

function lineOf({ profile, serial, state, usageUntil, notAfter, keyId }: CertificateStatus): string {
  const usage = usageUntil ? `ký đến ${day(usageUntil)}` : ''
  return `${profile.padEnd(18)} ${state.padEnd(8)} ${usage.padEnd(18)} hiệu lực đến ${day(notAfter)}  ${serial}  ${keyId ?? ''}`.trimEnd()
}

/** dd/MM/yyyy, in UTC as the certificates have it. */
const day = (date: Date) => date.toISOString().slice(0, 10).split('-').toReversed().join('/')
