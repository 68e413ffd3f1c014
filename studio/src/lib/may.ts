/** Whether a list of permissions grants one; `*` and `kb:*` grant more than themselves. */
export function may(permissions: readonly string[], wanted: string): boolean {
  const [subject, verb] = wanted.split(":");
  return permissions.some((one) => one === wanted || one === "*" || one === "*:*" || one === `${subject}:*` || one === `*:${verb}`);
}
