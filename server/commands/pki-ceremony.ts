import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type CurveName, curves } from '../../core/pki/curves.ts'
import { systemActor } from '../kernel/actor.ts'
import { type CscaCeremony, holdCscaCeremony } from '../pki/ceremony/hold-csca-ceremony.ts'
import { type CustodianShare, shareActivation } from '../pki/ceremony/share-activation.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { type CustodianTerminal, openTerminal } from './custodian-terminal.ts'
import { gatherShares } from './pki-activate.ts'
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
  const shares = await withApp((app) => shareActivation(app, systemActor, { threshold, usernames }))
  if (out === undefined) await showShares(openTerminal(), shares)
  else for (const each of shares) await writeShare(out, each)
  return {
    done: true,
    facts: { threshold, custodians: shares.length },
    lines: [
      `Đã chia cho ${shares.length} người giữ khóa, cần ${threshold} người để kích hoạt / shared among ${shares.length}, ${threshold} activate`,
      'Hãy thử ngay bằng / try them now: npm run cli -- pki activate',
    ],
  }
}

/** For a medium of the custodian's own; only the owner of the file reads it. */
async function writeShare(folder: string, { index, lines }: CustodianShare): Promise<void> {
  await writeFile(join(folder, `share-${index}.txt`), `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' })
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
