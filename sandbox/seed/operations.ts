/** What the seeding says to the hub: operations of the public contract, and only those. */
export const releaseAsItIs = /* GraphQL */ `
  query SeededRelease($key: String!) {
    release(key: $key) {
      key
      package { isSealed }
      environments { environment { name } plan { id version isAgreed backoutPlan } }
    }
  }
`;

export const createRelease = /* GraphQL */ `
  mutation SeedRelease($input: CreateReleaseInput!) {
    payload: createRelease(input: $input) { userErrors { path message code } }
  }
`;

export const sealPackage = /* GraphQL */ `
  mutation SeedSeal($input: SealPackageInput!) {
    payload: sealPackage(input: $input) { userErrors { path message code } }
  }
`;

export const planDeployment = /* GraphQL */ `
  mutation SeedPlan($input: PlanDeploymentInput!) {
    payload: planDeployment(input: $input) { plan { id version isAgreed backoutPlan } userErrors { path message code } }
  }
`;

export const agreeToPlan = /* GraphQL */ `
  mutation SeedAgreement($input: AgreeToPlanInput!) {
    payload: agreeToPlan(input: $input) { plan { isAgreed } userErrors { path message code } }
  }
`;
