/**
 * True where tests must be skipped because a program is not installed: it is said aloud. Never in CI, where everything of
 * `.ci/run` has to be there.
 */
export function isMissing(program: string, isInstalled: boolean): boolean {
  if (isInstalled || process.env['CI']) return false
  console.log(`skipped: ${program} is not installed`)
  return true
}
