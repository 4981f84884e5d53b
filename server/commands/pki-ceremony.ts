import { parseArgs } from 'node:util'
import { type CurveName, curves } from '../../core/pki/curves.ts'
import { systemActor } from '../kernel/actor.ts'
import { type CscaCeremony, holdCscaCeremony } from '../pki/ceremony/hold-csca-ceremony.ts'
import { type CustodianShare, shareActivation } from '../pki/ceremony/share-activation.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { type CustodianTerminal, openTerminal } from './custodian-terminal.ts'
import { openOutFolder } from './out-folder.ts'
import { gatherShares } from './pki-activate.ts'
import { writeShareFiles } from './share-files.ts'
import { withApp } from './with-app.ts'

const cscaCeremonies: Readonly<Record<string, CscaCeremony>> = {
  'create-csca': 'CREATE_CSCA',
  'roll-over-csca': 'ROLL_OVER_CSCA',
}

/** Ceremonies of the card PKI: sharing what activates its keys, and the CSCA made or rolled over before the custodians. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const [what = '', ...rest] = words
  if (what === 'share') return share(rest)
  const kind = cscaCeremonies[what]
  if (!kind) throw new WrongUsage()
  const { values } = parseArgs({
    args: rest,
    options: { share: { type: 'string', multiple: true }, curve: { type: 'string' } },
  })
  const curve = (Object.keys(curves) as CurveName[]).find((name) => name === values.curve)
  if (values.curve !== undefined && curve === undefined) throw new WrongUsage()
  const shares = await gatherShares(values.share)
  const made = await withApp((app) =>
    holdCscaCeremony(app, systemActor, { kind, shares, ...(curve ? { curve } : {}) }),
  )
  return {
    done: true,
    facts: { ...made },
    lines: [
      `CSCA ${made.serial}`,
      `SHA-256 (các bên đối chiếu và ghi biên bản / compare and write down): ${made.fingerprint}`,
    ],
  }
}

async function share(words: readonly string[]): Promise<CommandResult> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      threshold: { type: 'string' },
      custodian: { type: 'string', multiple: true, default: [] },
      out: { type: 'string' },
    },
  })
  const { custodian: usernames, out } = values
  const threshold = Number(values.threshold)
  // Shares are never written where a pipe or a log might keep them all.
  if (!Number.isInteger(threshold) || (out === undefined && !process.stderr.isTTY)) throw new WrongUsage()
  if (out !== undefined) await openOutFolder(out, 0o700)
  const handOut = (shares: readonly CustodianShare[]) =>
    out === undefined ? showShares(openTerminal(), shares) : writeShareFiles(out, shares)
  await withApp((app) => shareActivation(app, systemActor, { threshold, usernames, handOut }))
  const { length: count } = usernames
  return {
    done: true,
    facts: { threshold, custodians: count },
    lines: [
      `Đã chia cho ${count} người giữ khóa, cần ${threshold} người để kích hoạt / shared among ${count}, ${threshold} activate`,
      'Hãy thử ngay bằng / try them now: npm run cli -- pki activate',
    ],
  }
}

/** Each custodian alone before the screen. */
export async function showShares(
  terminal: CustodianTerminal,
  shares: readonly CustodianShare[],
): Promise<void> {
  for (const { username, index, lines } of shares) {
    terminal.say(
      `Mảnh khóa ${index}, chỉ dành cho ${username}: nhấn Enter khi chỉ còn một mình trước màn hình.`,
      `Share ${index}, for ${username} alone: press Enter when nobody else sees the screen.`,
    )
    await terminal.hear()
    terminal.say(
      '',
      ...lines,
      '',
      'Chép lại, so lại, rồi nhấn Enter / copy it, compare it, then press Enter.',
    )
    await terminal.hear()
    terminal.clear()
  }
  terminal.close()
}
