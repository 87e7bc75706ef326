use super::{Officer, Role, Scope};

/// Something an officer may or may not do. Every route of the console names one, and a store's query takes the scope that it gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Permission {
    /// Read ratings and what was asked.
    ReadRatings,
    /// Give a rating a status, an owner, a response.
    WorkOnRatings,
    /// Change articles and what else an editor keeps.
    EditKnowledge,
    /// Read what is kept about danger, in words.
    ReadSafeguarding,
    /// Invite, change and switch off officers.
    ManageOfficers,
    /// Read who did what.
    ReadAudit,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 6] =
        [Self::ReadRatings, Self::WorkOnRatings, Self::EditKnowledge, Self::ReadSafeguarding, Self::ManageOfficers, Self::ReadAudit];
}

impl Role {
    /// The table of roles and permissions. Words of danger are for the safeguarding role alone: whoever manages accounts does not read
    /// them, and whoever reads them does not manage accounts or the audit in which the reading stands. Nor does that role open the
    /// ordinary ratings: whoever needs both is given both.
    pub fn permissions(self) -> &'static [Permission] {
        use Permission::{EditKnowledge, ManageOfficers, ReadAudit, ReadRatings, ReadSafeguarding, WorkOnRatings};
        match self {
            Self::Viewer => &[ReadRatings],
            Self::Reviewer => &[ReadRatings, WorkOnRatings],
            Self::Editor => &[ReadRatings, WorkOnRatings, EditKnowledge],
            Self::Safeguarding => &[ReadSafeguarding],
            Self::Administrator => &[ReadRatings, WorkOnRatings, EditKnowledge, ManageOfficers, ReadAudit],
        }
    }

    /// Whether the role gives this permission.
    pub fn gives(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }
}

impl Officer {
    /// Where this officer has that permission: the areas of the grants whose role gives it, and no others.
    pub fn scope(&self, permission: Permission) -> Scope {
        let giving = || self.grants.iter().filter(|g| g.role.gives(permission));
        if giving().any(|g| g.area.is_none()) {
            return Scope::All;
        }
        Scope::Areas(giving().filter_map(|g| g.area.clone()).collect())
    }

    /// Whether there is any area in which this officer has that permission.
    pub fn may(&self, permission: Permission) -> bool {
        self.grants.iter().any(|g| g.role.gives(permission))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{area::Area, officers::Grant};

    fn officer(grants: &[(Role, Option<&str>)]) -> Officer {
        let grants = grants.iter().map(|(role, area)| Grant { role: *role, area: area.map(|a| a.parse().unwrap()) }).collect();
        Officer { id: "1".to_owned(), email: "a@council.example".to_owned(), grants, disabled: false }
    }

    #[test]
    fn a_permission_reaches_as_far_as_the_roles_that_give_it() {
        let norfolk: Area = "norfolk".parse().unwrap();
        let both = officer(&[(Role::Administrator, None), (Role::Safeguarding, Some("norfolk"))]);
        assert_eq!(both.scope(Permission::ManageOfficers), Scope::All);
        assert_eq!(both.scope(Permission::ReadSafeguarding), Scope::Areas(vec![norfolk]));
        let lead = officer(&[(Role::Administrator, None)]);
        assert_eq!(lead.scope(Permission::ReadSafeguarding), Scope::Areas(Vec::new()));
        assert!(!lead.may(Permission::ReadSafeguarding) && lead.may(Permission::ReadAudit));
        let nobody = officer(&[]);
        assert!(Permission::ALL.iter().all(|p| !nobody.may(*p) && nobody.scope(*p) == Scope::Areas(Vec::new())));
    }

    #[test]
    fn every_permission_is_given_by_a_role() {
        assert!(Permission::ALL.iter().all(|p| Role::ALL.iter().any(|r| r.gives(*p))));
    }
}
