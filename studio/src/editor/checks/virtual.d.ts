declare module "virtual:checks" {
  /** Address of the compiled check; null when this build has none. */
  const url: string | null;
  export default url;
}
